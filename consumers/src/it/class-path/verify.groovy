// The test of the project ran, and so did the program, on vectors.
def printed = new File(basedir, 'build.log').readLines().findAll { it ==~ /(backend|prediction|.*Tests run:) .*/ }
assert printed.any { it.endsWith('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') }
assert printed.count { it == 'backend cpu' } == 2
assert printed.count { it ==~ /prediction .+ 0\.\d+/ } == 1

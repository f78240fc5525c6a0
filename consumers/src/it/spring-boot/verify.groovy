// Engine and backend were found inside the executable jar, and gave the bits of the class path.
def printed = { project -> new File(basedir, "../$project/build.log").readLines().findAll { it ==~ /(backend|prediction) .*/ } }
def expected = printed('class-path').takeRight(2)
assert expected[0] == 'backend cpu'
assert printed('spring-boot') == expected

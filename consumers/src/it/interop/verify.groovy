// On the module path, where libraries reach no more than what is opened to them.
def printed = new File(basedir, 'build.log').readLines().findAll { it ==~ /(onnx|safetensors|prototxt) .*/ }
assert printed == ['onnx same', 'safetensors same', 'prototxt 0.01']

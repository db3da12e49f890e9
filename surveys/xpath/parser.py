def parse(source): return source

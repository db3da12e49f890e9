def read_workbook(builder, name, data):
    raise NotImplementedError

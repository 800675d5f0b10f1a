// An object library needs a source of its own beside the resources that are compiled in.

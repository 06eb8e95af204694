"""
Turn one uploaded file into pages or a clip, in a process that may be hostile and dies alone.

`python -m server.courseware.convert` reads an `Order` as JSON from its standard input,
writes files into the folder that it names, and says on its standard output, a JSON
object a line, `{"progress": 0.5}` and at last `{"made": {…}}` or `{"failed": "code", "detail": "…"}`.
"""

"""Surveys: any XLSForm or XForm, asked in a chat exactly as the standard's own engines would. Pure.

How the other rooms use it::

    from surveys import interview, said, submission
    from surveys.xform import load                  # XForm XML -> Form, fast
    from surveys.xlsform import read                # a spreadsheet -> XForm XML (pyxform, once per upload)
    from surveys.library import form                # the built-in surveys

    step = interview.start(form("volunteer"), interview.Opening(now, seed="a session's id"))
    step.prompt                                     # surveys.prompt.Prompt: everything to show one question
    step = interview.hear(step.session.form, step.session, said.Text("三十五"), now)
    step.events                                     # surveys.events: Answered, Rejected, ..., Completed
    data = interview.dump(step.session)             # a few bytes; interview.restore(form, data) reads them
    interview.ask(session, now)                     # the prompt again, after days
    submission.to_xml(session)                      # OpenRosa instance XML; to_json, to_rows

What is kept: the form's XForm XML (by id and version) and the session's bytes. Errors of a form are
``finding.FormError`` with findings whose words are in the catalogue ("survey.form.…").

The rooms inside: ``reading/`` XML → parts of a Form · ``xpath/`` expressions · ``form`` the immutable form
· ``dependencies`` what must be computed when · ``tree`` and ``instance`` one session's answers,
``computing`` and ``growing`` what follows from them ·
``course`` where an interview can stop · ``asking`` stop → Prompt · ``turn``, ``hearing`` and ``taking``
what was said → what happens · ``answers/`` typed words → values · ``library/`` the built-in surveys.
"""

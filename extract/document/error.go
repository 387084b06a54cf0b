package document

import "fmt"

// Error says why a document cannot be read.
type Error struct {
	// Kind names the document, with what is wrong with it: "an encrypted PDF
	// document", "a damaged Word document".
	Kind string
	// Help tells what to do about it, "" where nothing can be done.
	Help string
	Err  error // the cause, if there is more to know
}

func (e *Error) Error() string {
	s := "cannot read " + e.Kind
	if e.Help != "" {
		s += ": " + e.Help
	}
	if e.Err != nil {
		s += fmt.Sprintf(" (%v)", e.Err)
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

package web

import (
	"bufio"
	"context"
	"io"
	"net/http"
)

// stream writes an answer that is too large to be held. It is made in turn with
// the others, a piece at a time: a client that reads slowly keeps no turn.
func (s *Server) stream(w http.ResponseWriter, req *http.Request, write func(io.Writer) error) error {
	if err := s.turns.take(req.Context()); err != nil {
		return err
	}
	t := &turnGiver{to: w, ctx: req.Context(), turns: s.turns}
	defer t.end()
	b := bufio.NewWriterSize(t, streamPiece)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// streamPiece is how much of a stream is made in a turn, in bytes.
const streamPiece = 16 << 10

// turnGiver gives its turn back while it writes.
type turnGiver struct {
	to    io.Writer
	ctx   context.Context
	turns turns
	lost  bool // it got none again
}

// Write writes a piece and waits for the next turn.
func (t *turnGiver) Write(p []byte) (int, error) {
	if t.lost {
		return 0, t.ctx.Err()
	}
	t.turns.give()
	n, err := t.to.Write(p)
	if again := t.turns.take(t.ctx); again != nil {
		t.lost = true
		return n, again
	}
	return n, err
}

func (t *turnGiver) end() {
	if !t.lost {
		t.turns.give()
	}
}

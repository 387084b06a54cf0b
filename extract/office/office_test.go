package office

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"gongkai/extract/document"
	"gongkai/extract/docx"
	"gongkai/extract/xlsx"
)

const rtf = `{\rtf1\ansi\uc0 \pard \u35268\u31456\par \trowd\cellx2000\cellx4000 \pard\intbl 1\cell 2\cell\row}`

// program writes a program that stands in for soffice.
func program(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no shell to write a program for")
	}
	name := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return name
}

func reader(program string) *Reader {
	return NewReader(Config{Program: program, Word: docx.Reader{}, Sheets: xlsx.Reader{}})
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	encrypted := []byte(document.Compound + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00\x00\x00")
	for _, c := range []struct {
		name, program string
		body          []byte
		want          string
	}{
		{"no LibreOffice", filepath.Join(t.TempDir(), "soffice"), []byte(rtf), "install LibreOffice"},
		{"encrypted", program(t, "exit 3"), encrypted, "an encrypted Office document"},
		{"it fails", program(t, "echo no room; exit 3"), []byte(rtf), "no room"},
		{"it writes nothing", program(t, "exit 0"), []byte(rtf), "LibreOffice could not read it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := reader(c.program).Read(c.body)
			var e *document.Error
			if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestReadStopsInTimeWithAllItStarted(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "alive")
	r := reader(program(t, "(sleep 1; touch "+mark+") & sleep 5"))
	r.Timeout = 100 * time.Millisecond
	if _, err := r.Read([]byte(rtf)); err == nil || !strings.Contains(err.Error(), "takes LibreOffice more than") {
		t.Errorf("got %v", err)
	}
	time.Sleep(1500 * time.Millisecond)
	if _, err := os.Stat(mark); err == nil {
		t.Error("what it started lived on")
	}
}

func TestKinds(t *testing.T) {
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00\x00\x00" }
	for body, want := range map[string]bool{
		document.Compound + wide("Workbook"):                        true,
		document.Compound + wide("Book"):                            true,
		document.Compound + wide("WordDocument"):                    false,
		document.Compound + wide("WordDocument") + wide("Workbook"): false, // a text with a sheet inside
		rtf: false,
	} {
		if got := isSheet([]byte(body)); got != want {
			t.Errorf("%q: %v", body, got)
		}
	}
}

func TestReadByLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("soffice is not installed: legacy documents are not read")
	}
	t.Setenv("TMPDIR", t.TempDir())
	doc, err := reader("soffice").Read([]byte(rtf))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Blocks) < 2 || doc.Blocks[0].Text != "规章" || doc.Blocks[1].Table == nil || len(doc.Blocks[1].Table.Rows[0].Cells) != 2 {
		t.Errorf("%+v", doc.Blocks)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gongkai-office-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

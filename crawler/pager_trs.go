package crawler

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// maxListPages bounds what one call may claim; above it the call is not believed.
const maxListPages = 5000

// trsCall is createPageHTML(pages, current, "index", "html") of TRS WCM. Page
// 1 is index.html, page 2 index_1.html, the last index_{pages-1}.html; current
// counts from 0. A namesake of another system has the id of an element before
// the numbers, createPageHTML('page', pages, current, 'list', 'shtml', entries),
// and counts from 1: page 2 is list_2.shtml.
type trsCall struct {
	pages, current int
	name, ext      string
	// from1 tells the namesake; current counts from 0 in both.
	from1 bool
}

// pageTRS finds the pages that createPageHTML calls announce. They lie beside
// the page itself, as the links the call writes would.
func pageTRS(p *listPage) turn {
	var next, reasons []string
	calls := map[string]trsCall{}
	for _, script := range p.scripts {
		for _, args := range trsCalls(script) {
			call, err := parseTRS(args)
			if err == nil {
				err = call.fits(p.at)
			}
			if err == nil {
				if other, ok := calls[call.name]; ok && other != call {
					err = fmt.Errorf("contradicts an earlier call")
				}
			}
			if err != nil {
				reasons = append(reasons, fmt.Sprintf("createPageHTML(%s): %v", clip(args), err))
				continue
			}
			if _, ok := calls[call.name]; !ok {
				calls[call.name] = call
				next = append(next, call.addresses(p.at)...)
			}
		}
	}
	return turn{next: next, unknown: strings.Join(reasons, "; ")}
}

// trsCalls returns the arguments of the calls in a script. A template without
// the function spells its body out, with the same two numbers as variables.
func trsCalls(script string) []string {
	if calls := callsOf("createPageHTML", script); len(calls) > 0 || !strings.Contains(script, "countPage") {
		return calls
	}
	code := stripComments(script)
	count, current := trsCount.FindStringSubmatch(code), trsCurrent.FindStringSubmatch(code)
	name, ext := trsStem.FindStringSubmatch(code), trsEnding.FindStringSubmatch(code)
	if count == nil || current == nil || name == nil || ext == nil {
		return nil
	}
	return []string{count[1] + "," + current[1] + ",'" + name[1] + "','" + ext[1] + "'"}
}

var (
	trsCount   = regexp.MustCompile(`\bvar\s+countPage\s*=\s*(\d+)`)
	trsCurrent = regexp.MustCompile(`\bvar\s+currentPage\s*=\s*(\d+)`)
	trsStem    = regexp.MustCompile(`["'=](index|list)_?["']`)
	trsEnding  = regexp.MustCompile(`["']\.(s?html?)["'>\\ ]`)

	trsName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)
	trsExt  = regexp.MustCompile(`^[A-Za-z]{2,6}$`)
)

// parseTRS reads the arguments of a call.
func parseTRS(args string) (trsCall, error) {
	var c trsCall
	parts, err := splitArgs(args)
	if err != nil {
		return c, err
	}
	if len(parts) > 4 && !numeric.MatchString(parts[0]) && numeric.MatchString(parts[1]) {
		parts, c.from1 = parts[1:], true
	}
	if len(parts) < 4 {
		return c, fmt.Errorf("%d arguments, 4 wanted", len(parts))
	}
	for _, extra := range parts[4:] { // some versions add the number of entries
		if _, err := strconv.Atoi(extra); err != nil {
			return c, fmt.Errorf("%q is no number", extra)
		}
	}
	if c.pages, err = strconv.Atoi(parts[0]); err != nil {
		return c, fmt.Errorf("number of pages %q is no number", parts[0])
	}
	if c.current, err = strconv.Atoi(parts[1]); err != nil {
		return c, fmt.Errorf("current page %q is no number", parts[1])
	}
	if c.from1 && c.pages > 0 {
		c.current--
	}
	c.name, c.ext = parts[2], parts[3]
	switch {
	case !trsName.MatchString(c.name):
		return c, fmt.Errorf("%q is no file name", c.name)
	case !trsExt.MatchString(c.ext):
		return c, fmt.Errorf("%q is no file ending", c.ext)
	case c.pages < 0 || c.pages > maxListPages:
		return c, fmt.Errorf("%d pages", c.pages)
	case c.current < 0 || c.current > 0 && c.current >= c.pages:
		return c, fmt.Errorf("page %d of %d, counted from 0", c.current, c.pages)
	}
	return c, nil
}

// fits compares the call with the address it stands on: a page that carries
// the call's name must be the one the call says it is.
func (c trsCall) fits(at *url.URL) error {
	file := at.Path[strings.LastIndexByte(at.Path, '/')+1:]
	number := 0
	if file != c.file(0) && strings.HasPrefix(file, c.name+"_") && strings.HasSuffix(file, "."+c.ext) {
		n, err := strconv.Atoi(file[len(c.name)+1 : len(file)-len(c.ext)-1])
		if err != nil {
			return nil // another name that happens to begin alike
		}
		if number = n; c.from1 {
			number--
		}
	}
	if number != c.current {
		return fmt.Errorf("stands on page %d (%s)", number, file)
	}
	return nil
}

func (c trsCall) file(page int) string {
	if page == 0 {
		return c.name + "." + c.ext
	}
	if c.from1 {
		page++
	}
	return c.name + "_" + strconv.Itoa(page) + "." + c.ext
}

// addresses are all pages but the current one, first those after it.
func (c trsCall) addresses(at *url.URL) []string {
	var all []string
	add := func(page int) {
		all = append(all, at.ResolveReference(&url.URL{Path: c.file(page)}).String())
	}
	for i := c.current + 1; i < c.pages; i++ {
		add(i)
	}
	for i := min(c.current, c.pages) - 1; i >= 0; i-- {
		add(i)
	}
	return all
}

func clip(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

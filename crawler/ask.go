package crawler

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// maxAskTitle bounds the title that an ask carries, in characters.
const maxAskTitle = 60

// ask is an address of the data behind a list page. What a plain URL cannot
// say stands in the fragment, which no server sees, so that an ask is one
// string in the frontier like any other address:
//
//	http://host/module/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15#form=columnid%3D7&page=…&title=…
type ask struct {
	url string
	// post sends form, a query or a JSON object, as the body of a POST.
	post bool
	form string
	// page is the list page the data belong to: the Referer, and the base of
	// relative addresses in the answer. title is its title.
	page, title string
	// after is the print of the records before, where servers are known to
	// answer the same ones again.
	after string
}

// String is the address in the frontier. The parts stand in a fixed order.
func (a ask) String() string {
	v := url.Values{}
	if a.post {
		v.Set("form", a.form)
	}
	for key, value := range map[string]string{"page": a.page, "title": a.title, "after": a.after} {
		if value != "" {
			v.Set(key, value)
		}
	}
	if len(v) == 0 {
		return a.url
	}
	return a.url + "#" + v.Encode()
}

// formType is the content type of the form.
func (a ask) formType() string {
	if strings.HasPrefix(a.form, "{") {
		return "application/json; charset=UTF-8"
	}
	return "application/x-www-form-urlencoded; charset=UTF-8"
}

// parseAsk takes an address of the frontier apart; one without a fragment is
// its URL and nothing more.
func parseAsk(address string) ask {
	plain, fragment, _ := strings.Cut(address, "#")
	v, err := url.ParseQuery(fragment)
	if err != nil {
		return ask{url: plain}
	}
	return ask{url: plain, post: v.Has("form"), form: v.Get("form"), page: v.Get("page"), title: v.Get("title"), after: v.Get("after")}
}

// canonicalAsk is Canonical for the URL of an ask; the rest stays as it is.
func canonicalAsk(address string) (string, error) {
	a := parseAsk(address)
	plain, err := Canonical(a.url)
	if err != nil {
		return "", err
	}
	a.url = plain
	return a.String(), nil
}

// with returns a copy that asks for other values of some parameters of the
// query; the others keep their order, new ones come last.
func (a ask) with(pairs ...string) ask {
	head, query, _ := strings.Cut(a.url, "?")
	a.url = head + "?" + setParams(query, pairs...)
	return a
}

// withForm is with for the parameters of the form.
func (a ask) withForm(pairs ...string) ask {
	a.form = setParams(a.form, pairs...)
	return a
}

// setParams sets parameters in a query, given as name, value, name, value.
// The first of several of one name is set, the others are dropped.
func setParams(query string, pairs ...string) string {
	var parts []string
	done := map[string]bool{}
	value := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		value[pairs[i]] = pairs[i+1]
	}
	for _, p := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(p, "=")
		v, set := value[name]
		switch {
		case p == "" || set && done[name]:
		case set:
			parts = append(parts, name+"="+url.QueryEscape(v))
			done[name] = true
		default:
			parts = append(parts, p)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if !done[pairs[i]] {
			parts = append(parts, pairs[i]+"="+url.QueryEscape(pairs[i+1]))
			done[pairs[i]] = true
		}
	}
	return strings.Join(parts, "&")
}

// param is a parameter of a query, "" if it is not there.
func param(query, name string) string {
	for _, p := range strings.Split(query, "&") {
		n, v, _ := strings.Cut(p, "=")
		if n == name {
			if plain, err := url.QueryUnescape(v); err == nil {
				return plain
			}
			return v
		}
	}
	return ""
}

func (a ask) query() string {
	_, q, _ := strings.Cut(a.url, "?")
	return q
}

// clipTitle keeps the beginning of a title.
func clipTitle(s string) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= maxAskTitle {
		return s
	}
	return string([]rune(s)[:maxAskTitle])
}

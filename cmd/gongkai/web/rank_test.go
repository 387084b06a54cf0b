package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/decimal"
	"gongkai/store/measure"
	"gongkai/store/series"
)

func TestRankPageHasThePlacesOfTheAPI(t *testing.T) {
	srv := served(t, Options{})
	query := "scope=own&stat=refusal_rate&year=2021"
	rows, _ := pages(t, srv.URL, "/api/v1/rank?"+query)
	var bases []float64
	for _, row := range rows {
		if base, there := row["denominator"].(float64); there {
			bases = append(bases, base)
		}
	}
	if slices.Sort(bases); len(bases) < 5 {
		t.Fatalf("denominators %v", bases)
	}
	query = fmt.Sprintf("min_base=%g&", bases[1]+1) + query
	rows, _ = pages(t, srv.URL, "/api/v1/rank?"+query)
	_, body := get(t, srv.URL+"/rank?"+query)
	text := strings.Join(cellsOf(body), "|")
	_, svg := get(t, srv.URL+"/rank.svg?"+query)
	ranked, small := 0, 0
	for _, row := range rows {
		value, there := row["value"].(float64)
		switch {
		case row["rank"] != nil:
			ranked++
			want := fmt.Sprintf("%v|%v|%.1f %%|%v|%v", row["rank"], row["label"], value*100, apart(row["numerator"]), apart(row["denominator"]))
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in %s", want, text)
			}
			if !strings.Contains(svg, fmt.Sprintf(">%.1f %%<", value*100)) || !strings.Contains(svg, fmt.Sprint(row["label"])) {
				t.Errorf("%v is not in the picture", row)
			}
		case there:
			small++
			if row["reason"] != "small_base" || strings.Contains(svg, fmt.Sprint(row["label"])) {
				t.Errorf("a small denominator: %v", row)
			}
		}
	}
	if ranked < 3 || small < 2 {
		t.Fatalf("%d ranked, %d with a small denominator", ranked, small)
	}
	for _, want := range []string{`id="ranked"`, `id="small"`, fmt.Sprintf("Not ranked: small denominator <b>%d</b>", small), "/api/v1/rank.csv?" + strings.ReplaceAll(query, "&", "&amp;")} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestRankOffersScopesAndRefusesNonsense(t *testing.T) {
	srv := served(t, Options{})
	_, body := get(t, srv.URL+"/rank?stat=requests_received&year=2021")
	if !strings.Contains(body, "Whose figures?") || strings.Contains(body, `class="chart"`) {
		t.Errorf("several scopes are not to be chosen from:\n%s", body)
	}
	for _, query := range []string{"stat=nothing", "by=all", "by=site", "asc=2", "min_base=-1", "min_base=x", "stat=requests_received&min_base=5", "year=x", "next=x", "region=1"} {
		if resp, _ := get(t, srv.URL+"/rank?"+query); resp.StatusCode/100 != 4 {
			t.Errorf("%s: %s", query, resp.Status)
		}
	}
	for _, path := range []string{"/rank.svg?scope=own", "/api/v1/rank?stat=refusal_rate&scope=own"} {
		if resp, _ := get(t, srv.URL+path); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s, of no year: %s", path, resp.Status)
		}
	}
}

func TestRankOfRegionsLeadsIntoThem(t *testing.T) {
	srv := served(t, Options{})
	rows, _ := pages(t, srv.URL, "/api/v1/rank?stat=requests_received&scope=own&year=2021&by=province")
	_, body := get(t, srv.URL+"/rank?scope=own&year=2021&by=province&stat=requests_received")
	for _, row := range rows {
		if want := fmt.Sprintf("by=region&amp;region=%v&amp;scope=own", row["key"]); row["key"] != "unknown" && !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	_, body = get(t, srv.URL+"/rank?scope=own&year=2021&by=level")
	if strings.Contains(body, "region=county") || !strings.Contains(body, ">county</th>") {
		t.Errorf("levels are regions:\n%s", body)
	}
}

func TestRankFindsAnAgency(t *testing.T) {
	srv := served(t, Options{})
	rows, _ := pages(t, srv.URL, "/api/v1/rank?stat=refusal_rate&scope=own&year=2021")
	row := rows[2]
	for _, ref := range []string{fmt.Sprint(row["key"]), url.QueryEscape(fmt.Sprint(row["label"]))} {
		_, body := get(t, srv.URL+"/rank?stat=refusal_rate&scope=own&year=2021&find_agency="+ref)
		ranked := strings.Count(body, `<td class="n">`+fmt.Sprint(row["rank"])+`</td>`)
		if !strings.Contains(body, fmt.Sprintf(">rank %v of ", row["rank"])) || strings.Count(body, `<tr id="sought" class="here"><td class="n">`+fmt.Sprint(row["rank"])+"</td>") != 1 || ranked == 0 {
			t.Errorf("%s, rank %v, is not shown", ref, row["rank"])
		}
		if strings.Contains(body, "rank.csv?find_agency") {
			t.Error("the lists of the API are asked for what they do not know")
		}
	}
	_, body := get(t, srv.URL+"/rank?scope=own&year=2021&region=710000&find_agency="+fmt.Sprint(row["key"]))
	if !strings.Contains(body, "not among these") {
		t.Errorf("an agency that is not among those chosen:\n%s", body)
	}
	if resp, _ := get(t, srv.URL+"/rank?scope=own&year=2021&find_agency=nobody"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("nobody: %s", resp.Status)
	}
}

// TestRankIsPaged shows a long ranking part by part: each place once, in order,
// whatever list it is in.
func TestRankIsPaged(t *testing.T) {
	s := strangers(t)
	m, err := s.book.Measure("refusal_rate")
	if err != nil {
		t.Fatal(err)
	}
	r := &ranking{Ranking: &series.Ranking{Measure: m}}
	for i := range 3*placesShown + 7 {
		value := decimal.New(int64(i), 3)
		p := series.Place{Group: series.Group{Key: fmt.Sprint("a", i), Label: fmt.Sprint(i)}, Point: series.Point{Value: &value}}
		switch {
		case i < placesShown+20:
			p.Rank = i + 1
			r.Ranked = append(r.Ranked, p)
		case i < placesShown+30:
			r.Small = append(r.Small, p)
		default:
			p.Value, p.Reason = nil, measure.Blank
			r.Unknown = append(r.Unknown, p)
		}
	}
	q := &rankQuestion{measure: m}
	q.By = series.ByAgency
	var seen []string
	parts := 0
	for next := ""; parts == 0 || next != ""; parts++ {
		d := &rankData{}
		p := &params{q: map[string][]string{"next": {next}}}
		if err := s.rankPlaces(d, r, q, english, p.token("next")); err != nil || p.err != nil {
			t.Fatal(err, p.err)
		}
		for _, list := range d.Lists {
			for _, place := range list.Places {
				seen = append(seen, place.Label)
			}
		}
		next = d.Next
	}
	if parts != 4 || len(seen) != r.places() {
		t.Fatalf("%d places in %d parts", len(seen), parts)
	}
	for i, label := range seen {
		if label != fmt.Sprint(i) {
			t.Fatalf("place %d is %s", i, label)
		}
	}
}

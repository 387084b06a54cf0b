package web

import (
	"net/http"

	"gongkai/extract"
)

// wholeReport is one report with everything that was read of it: the object
// that gongkai extract prints, with what the database knows of it.
type wholeReport struct {
	OK        bool           `json:"ok"`
	ReportID  string         `json:"report_id"`
	AgencyID  string         `json:"agency_id"`
	Region    *string        `json:"region"`
	Level     string         `json:"level"`
	Kind      string         `json:"kind"`
	Revision  int            `json:"revision"`
	Current   bool           `json:"current"`
	FetchedAt string         `json:"fetched_at"`
	Digest    string         `json:"page_digest"`
	Extractor string         `json:"extractor_version"`
	Addresses []string       `json:"addresses"`
	Report    extract.Report `json:"report"`
}

// apiReport answers a report by its id, the beginning of one, or a former id:
// ?revision= asks for one of its revisions, else the current one.
func (s *Server) apiReport(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	p := &params{q: r.URL.Query()}
	revision := p.number("revision", 0, 1, 1<<20)
	if p.err != nil {
		return nil, p.err
	}
	sr, err := s.DB.FindReport(ctx, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if id := sr.ReportID; id != r.PathValue("id") {
		return movedTo("/api/v1/reports/", id, r), nil
	}
	if revision != 0 && revision != sr.Revision {
		if sr, err = s.DB.LoadReport(ctx, sr.ReportID, revision); err != nil {
			return nil, err
		}
	}
	return jsonAnswer(wholeReport{true, sr.ReportID, sr.AgencyID, sr.Region, sr.Level, sr.Kind, sr.Revision, sr.Current,
		beijing(sr.FetchedAt).Format("2006-01-02T15:04:05-07:00"), sr.PageDigest, sr.ExtractorVersion, sr.Addresses, sr.Report})
}

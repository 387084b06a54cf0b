// Package sitesfile reads the list of sites that a crawl visits, a YAML file
// that people write: every mistake is told with its line and column, all of
// them at once.
//
//	site.go    Site, File, Problem; Parse
//	walk.go    from the parsed YAML to sites
//	field.go   one function a field: its value, checked
//	add.go     Add: a further site, the file's own text kept
package sitesfile

// Package queries keeps SQL for questions that are asked again and again, one
// file each in sql/: what it asks, what its parameters are, what it gives, and
// one statement over the public views. Each begins with lines of the form
//
//	-- title: one line
//	-- title_zh: the same in Chinese; about_zh and param_zh name: likewise
//	-- about: what it asks and what to mind, in as many lines as needed
//	-- param name = default: what it means
//	-- gives: the columns of the answer, by commas
//
// and the statement names its parameters :name. A parameter whose default is a
// whole number takes whole numbers only. They are examples too: copy one and
// change it for `gongkai sql`.
package queries

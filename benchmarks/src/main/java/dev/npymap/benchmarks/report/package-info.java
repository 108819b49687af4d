/** What was measured, judged and written down: from JMH's JSON and NumPy's to Markdown and one HTML page. */
package dev.npymap.benchmarks.report;

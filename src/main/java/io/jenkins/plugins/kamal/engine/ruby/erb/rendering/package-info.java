/**
 * One rendering of a template: its output, its limits, and its access to the agent. Null is Ruby's {@code nil} here, as in
 * {@code eval}, so this package does not declare that nothing is null.
 */
package io.jenkins.plugins.kamal.engine.ruby.erb.rendering;

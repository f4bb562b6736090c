/**
 * Parses the Ruby between the tags of a template. Null is Ruby's {@code nil} here and may stand wherever a value of the template does, so this package does not
 * declare that nothing is null.
 */
package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

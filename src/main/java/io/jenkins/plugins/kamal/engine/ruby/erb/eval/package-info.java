/**
 * Evaluates parsed Ruby, with the methods that real configurations call. Null is Ruby's {@code nil} here and may stand wherever a value of the template does, so this package does not
 * declare that nothing is null.
 */
package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

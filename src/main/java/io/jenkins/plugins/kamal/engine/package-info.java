/**
 * The engine: a command line that does what Kamal 2.12 does, as a program of its own that knows no Jenkins. {@code cli}
 * begins a command, {@code deploy} has the whole verbs, {@code command} the commands that they send to servers, and {@code
 * shell} sends them. What the Jenkins side may import is {@code protocol}, {@code version} and the value types that they
 * need; {@code docs/architecture.md} has the list, and a test holds it.
 */
package io.jenkins.plugins.kamal.engine;

/** The main job, to look at, with Jenkins: what {@code ./dev demo} starts. */
package io.jenkins.plugins.kamal.demo;

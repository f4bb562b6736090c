package io.jenkins.plugins.kamal.engine.lab.docker;

/** What the program in an image does once it is started. */
public enum ImageBehaviour {
    /** It runs and answers. */
    HEALTHY,
    /** It runs, but its health check and the proxy find it unhealthy. */
    UNHEALTHY,
    /** It ends with 1 as soon as it is started. */
    CRASHES
}

package io.jenkins.plugins.kamal.engine.config.model;

/**
 * How servers are reached.
 *
 * @param ssh user, keys and route
 * @param sshkit limits on connections
 */
public record Connections(Ssh ssh, Sshkit sshkit) {}

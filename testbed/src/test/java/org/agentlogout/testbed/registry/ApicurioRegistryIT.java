/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The same contract at a registry that we did not write. Fails, and does not skip, where Docker was
 * asked for.
 */
@Tag("docker")
class ApicurioRegistryIT extends RegistryContract {

    private static final int API = 8080;
    private static final int HEALTH = 9000;

    private static final GenericContainer<?> REGISTRY =
            new GenericContainer<>(DockerImageName.parse("apicurio/apicurio-registry:3.3.3"))
                    .withExposedPorts(API, HEALTH)
                    .waitingFor(
                            Wait.forHttp("/health/ready")
                                    .forPort(HEALTH)
                                    .withStartupTimeout(Duration.ofMinutes(2)));

    @BeforeAll
    static void start() {
        REGISTRY.start();
    }

    @AfterAll
    static void stop() {
        REGISTRY.stop();
    }

    @Override
    String url() {
        return "http://"
                + REGISTRY.getHost()
                + ":"
                + REGISTRY.getMappedPort(API)
                + "/apis/ccompat/v7";
    }
}

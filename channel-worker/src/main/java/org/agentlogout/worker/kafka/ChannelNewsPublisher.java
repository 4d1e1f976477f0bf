/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.util.function.Predicate;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Target;

/**
 * Says on channel.event what becomes of channels, as long as the agent is of this worker's
 * partitions and has no newer session. Safe for use by many threads.
 */
final class ChannelNewsPublisher {
    private final ChannelNewsMapper mapper;
    private final RecordSender sender;
    private final Predicate<Target> ours;

    /**
     * @param ours whether the agent is of this worker's partitions and the session the newest known
     */
    ChannelNewsPublisher(ChannelNewsMapper mapper, RecordSender sender, Predicate<Target> ours) {
        this.mapper = mapper;
        this.sender = sender;
        this.ours = ours;
    }

    Watcher watcher(Target target) {
        return new Watcher() {
            @Override
            public boolean wanted() {
                return ours.test(target);
            }

            @Override
            public void news(ChannelNews news) {
                if (wanted()) {
                    sender.send(mapper.toRecord(target, news));
                }
            }
        };
    }
}

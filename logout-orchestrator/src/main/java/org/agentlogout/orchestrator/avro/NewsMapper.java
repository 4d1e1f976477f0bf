/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.AgentState;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.schema.ChannelRecovered;
import org.agentlogout.schema.ConnectionClosed;
import org.agentlogout.schema.ControlFailure;
import org.agentlogout.schema.LateEffect;
import org.agentlogout.schema.LogoutDeferred;
import org.agentlogout.schema.PostLogout;
import org.agentlogout.schema.PresenceHeld;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.schema.StateChange;

/** What happened to a session, as its topic tells it. */
final class NewsMapper {

    private NewsMapper() {}

    static SessionEvent toAvro(String agentId, Effect.Publish event) {
        SessionEvent.Builder avro =
                SessionEvent.newBuilder()
                        .setAgentId(agentId)
                        .setSessionId(event.sessionId())
                        .setChannelId(Texts.orNull(event.channelId()))
                        .setSagaId(Texts.orNull(event.sagaId()))
                        .setAt(event.at());
        switch (event.news()) {
            case SessionNews.AgentStateChanged(AgentState before, AgentState now) ->
                    avro.setKind(SessionEventKind.AGENT_STATE_CHANGED)
                            .setStateChange(
                                    new StateChange(
                                            ChannelMapper.toAvro(before),
                                            ChannelMapper.toAvro(now)));
            case SessionNews.ChannelDeactivated _ ->
                    avro.setKind(SessionEventKind.CHANNEL_DEACTIVATED);
            case SessionNews.ControlFailure(String step, String code, String text) ->
                    avro.setKind(SessionEventKind.CONTROL_FAILURE)
                            .setControlFailure(new ControlFailure(step, code, text));
            case SessionNews.PostLogout(boolean forced) ->
                    avro.setKind(SessionEventKind.POST_LOGOUT)
                            .setPostLogout(new PostLogout(forced));
            case SessionNews.ChannelDisposed _ -> avro.setKind(SessionEventKind.CHANNEL_DISPOSED);
            case SessionNews.ChannelGroupDisposed _ ->
                    avro.setKind(SessionEventKind.CHANNEL_GROUP_DISPOSED);
            case SessionNews.SessionDisposed _ -> avro.setKind(SessionEventKind.SESSION_DISPOSED);
            case SessionNews.ConnectionClosed(String requestId, String outcome) ->
                    avro.setKind(SessionEventKind.CONNECTION_CLOSED)
                            .setConnectionClosed(
                                    new ConnectionClosed(Texts.orNull(requestId), outcome));
            case SessionNews.ChannelOrphaned _ -> avro.setKind(SessionEventKind.CHANNEL_ORPHANED);
            case SessionNews.LogoutDeferred(String waitingFor, Instant until) ->
                    avro.setKind(SessionEventKind.LOGOUT_DEFERRED)
                            .setLogoutDeferred(new LogoutDeferred(waitingFor, until));
            case SessionNews.LogoutCancelled _ -> avro.setKind(SessionEventKind.LOGOUT_CANCELLED);
            case SessionNews.PresenceHeld(String node, Instant until) ->
                    avro.setKind(SessionEventKind.PRESENCE_HELD)
                            .setPresenceHeld(new PresenceHeld(node, until));
            case SessionNews.ChannelRecovered(List<String> restored, List<String> interactions) ->
                    avro.setKind(SessionEventKind.CHANNEL_RECOVERED)
                            .setChannelRecovered(new ChannelRecovered(restored, interactions));
            case SessionNews.LateEffect(String ofSessionId, String commandId, String text) ->
                    avro.setKind(SessionEventKind.LATE_EFFECT)
                            .setLateEffect(new LateEffect(ofSessionId, commandId, text));
        }
        return avro.build();
    }
}

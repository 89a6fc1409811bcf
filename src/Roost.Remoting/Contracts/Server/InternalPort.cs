using Microsoft.AspNetCore.Http;
using Roost.Remoting.Contracts.Events;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Server;

/// <summary>Answers what comes by the internal port, and lets nothing of it through to the endpoints; nor is anything of it to be had by the public one.</summary>
internal sealed class InternalPort(RequestDelegate next, HostShape shape, ContractServer contracts, EventReceiver? events = null)
{
    private readonly int _port = shape.Topology!.Self.InternalPort!.Value;

    public Task InvokeAsync(HttpContext context) => context.Connection.LocalPort != _port ? next(context)
        : events is not null && context.Request.Path == HostEventTransport.Path ? events.AnswerAsync(context)
        : contracts.AnswerAsync(context);
}

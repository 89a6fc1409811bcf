using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Operations;
using Shop.Orders.Orders;

namespace Shop.Orders.Following;

/// <summary>
/// Tells how an order gets on: <c>status</c> at first, whenever something has changed, and after fifteen seconds of silence, so that nothing in between takes the line for dead;
/// <c>over</c> when nothing will change by itself any more, and then it ends. It ends as well with the host, and after a quarter of an hour: whoever comes again is asked anew who it is.
/// </summary>
internal sealed class OrderStream(IOperations operations, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // A broadcast that is lost is made up for by a look.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="first">How the order is now.</param>
    /// <param name="watching">Was begun before that was looked up.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SseItem<OrderResponse>> FollowAsync(
        OrderResponse first, OrderWatch.Watch watching, CallContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var begun = time.GetTimestamp();
        var spoke = begun;
        OrderStatus? last = null;
        for (var order = first; order is not null; order = await LookAsync(order.Id, watching, context, cancellationToken))
        {
            var isOver = order.Status is not (OrderStatus.Pending or OrderStatus.Cancelling);
            if (order.Status != last || time.GetElapsedTime(spoke) >= Silence)
            {
                (last, spoke) = (order.Status, time.GetTimestamp());
                yield return new(order, isOver ? "over" : "status");
            }

            if (isOver)
            {
                yield break;
            }

            await Task.WhenAny(watching.Next, Task.Delay(Between, time, end.Token));
            if (time.GetElapsedTime(begun) >= Longest || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                yield break;
            }
        }
    }

    /// <summary>Each look is an operation of its own, and keeps no connection.</summary>
    private Task<OrderResponse?> LookAsync(Guid id, OrderWatch.Watch watching, CallContext context, CancellationToken cancellationToken)
    {
        watching.Looks();
        return operations.RunAsync(
            context with { Deadline = null },
            async (services, token) => await services.GetRequiredService<OrderRepository>().FindAsync(id, token) is { } order ? OrderResponse.From(order) : null,
            cancellationToken);
    }
}

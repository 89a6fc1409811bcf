using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.Hangups;
using Roost.Edge.OpenApi;
using Roost.Edge.Paging;
using Roost.Edge.Preconditions;
using Roost.Messaging.Sagas;
using Roost.Operations;
using Roost.Security.Idempotency;
using Shop.Orders.Cancellations;
using Shop.Orders.Checkouts;
using Shop.Orders.Following;

namespace Shop.Orders.Orders;

internal sealed class OrderEndpoints : IEndpoints
{
    // Money is asked about again for longer than other things are.
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").RequireAuthorization(Policies.SignedIn);
        // Whoever closes the tab has ordered, or cancelled, all the same.
        orders.MapPost("", PlaceAsync).RequireAuthorization(Policies.Customer).RequireIdempotencyKey(keep: Week).RunToCompletion()
            .WithSummary("Order, and pay. The answer is the order as it is taken down; how it gets on is told by its events")
            .WithExample(new PlaceOrder([new(new Guid("019b76da-a801-7000-8000-000000000001"), 2)], new("pm_ok")));
        orders.MapGet("", ListAsync).WithSummary("List one's orders, newest first; for staff everybody's");
        orders.MapGet("/{id:guid}", GetAsync).WithSummary("Show one of one's orders; for staff any order");
        orders.MapGet("/{id:guid}/events", FollowAsync).WithSummary("Follow an order as server-sent events: status whenever something has changed, over when nothing will by itself any more");
        orders.MapPost("/{id:guid}/cancel", CancelAsync).RequireAuthorization(Policies.Customer).RunToCompletion()
            .WithSummary("Cancel an order, and get the money back: 202 until it is cancelled");
    }

    private static async Task<Results<Accepted<OrderResponse>, ProblemHttpResult>> PlaceAsync(
        PlaceOrder request, OrderRepository orders, Basket basket, ISagas sagas, CancellationDesk desk, Operation operation, CancellationToken cancellationToken)
    {
        // A request that was cut off may have left its order behind.
        var order = await orders.FindByOperationAsync(operation.Id, cancellationToken);
        if (order is null)
        {
            var priced = await basket.PriceAsync(request, cancellationToken);
            if (!priced.IsSuccess)
            {
                return priced.Error.ToHttp();
            }

            order = priced.Value;
            orders.Add(order);
            sagas.Start($"{order.Id}", CheckoutState.Of(order));
            await orders.SaveAsync(cancellationToken);
        }
        else if (order is { Status: OrderStatus.Pending, HasCheckout: false })
        {
            // Of before checkouts were sagas, and cut off: nobody takes it to its end, and what there is of it is given back.
            await desk.CancelAsync(order, cancellationToken);
        }

        return TypedResults.Accepted($"/v1/orders/{order.Id}", OrderResponse.From(order));
    }

    private static async Task<Ok<Page<OrderResponse>>> ListAsync(
        OrderRepository orders,
        CallContext context,
        Cursor? cursor,
        [Range(1, Cursor.MaxLimit)] int limit = Cursor.DefaultLimit,
        CancellationToken cancellationToken = default)
    {
        var found = await orders.ListAsync(IsStaff(context) ? null : context.Principal.RequiredId, cursor?.After, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<OrderResponse>.From(found, limit, OrderResponse.From, order => order.Id));
    }

    private static async Task<Results<OkVersioned<OrderResponse>, ProblemHttpResult>> GetAsync(
        Guid id, OrderRepository orders, CallContext context, CancellationToken cancellationToken) =>
        await (IsStaff(context) ? orders.FindAsync(id, cancellationToken) : orders.FindOwnAsync(id, context.Principal.RequiredId, cancellationToken)) is { } order
            ? Versioned.Ok(OrderResponse.From(order), order.Version)
            : OrderErrors.NotFound.ToHttp();

    private static async Task<Results<ServerSentEventsResult<OrderResponse>, ProblemHttpResult>> FollowAsync(
        Guid id, OrderRepository orders, OrderStream stream, OrderWatch watch, OrderFollowers followers, CallContext context, HttpContext http, CancellationToken cancellationToken)
    {
        // Before the order is looked up, so that no change is missed.
        var watching = watch.Begin(id);
        http.Response.RegisterForDispose(watching);
        if (await (IsStaff(context) ? orders.FindAsync(id, cancellationToken) : orders.FindOwnAsync(id, context.Principal.RequiredId, cancellationToken)) is not { } order)
        {
            return OrderErrors.NotFound.ToHttp();
        }

        var who = context.Principal.RequiredId;
        if (!followers.TryEnter(who))
        {
            return OrderErrors.TooManyFollowed.ToHttp();
        }

        http.Response.OnCompleted(() =>
        {
            followers.Leave(who);
            return Task.CompletedTask;
        });
        // A request's usual time is for answers, and this one goes on.
        http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        return TypedResults.ServerSentEvents(stream.FollowAsync(OrderResponse.From(order), watching, context, http.RequestAborted));
    }

    private static async Task<Results<OkVersioned<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult>> CancelAsync(
        Guid id, OrderRepository orders, CancellationDesk desk, CallContext context, CancellationToken cancellationToken)
    {
        if (await orders.FindOwnAsync(id, context.Principal.RequiredId, cancellationToken) is not { } order)
        {
            return OrderErrors.NotFound.ToHttp();
        }

        var cancelled = await desk.CancelAsync(order, cancellationToken);
        return !cancelled.IsSuccess ? cancelled.Error.ToHttp()
            : cancelled.Value.Status == OrderStatus.Cancelled ? Versioned.Ok(OrderResponse.From(cancelled.Value), cancelled.Value.Version)
            : TypedResults.Accepted($"/v1/orders/{id}", OrderResponse.From(cancelled.Value));
    }

    private static bool IsStaff(CallContext context) => context.Principal.IsInRole(Roles.Staff) || context.Principal.IsInRole(Roles.Owner);
}

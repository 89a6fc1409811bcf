using Microsoft.EntityFrameworkCore;
using Shop.Orders.Contracts;

namespace Shop.Orders.Orders;

internal sealed class OrderRepository(OrdersDb db)
{
    public Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Orders.Include(order => order.Lines).SingleOrDefaultAsync(order => order.Id == id, cancellationToken);

    /// <summary>An order that is known to be there, to be changed: without its lines.</summary>
    public async Task<Order> GetAsync(Guid id, CancellationToken cancellationToken) => await db.Orders.SingleAsync(order => order.Id == id, cancellationToken);

    /// <summary>The order that came from an operation.</summary>
    public Task<Order?> FindByOperationAsync(Guid operationId, CancellationToken cancellationToken) =>
        db.Orders.Include(order => order.Lines).SingleOrDefaultAsync(order => order.OperationId == operationId, cancellationToken);

    /// <summary>An order of this customer; somebody else's is as good as none.</summary>
    public Task<Order?> FindOwnAsync(Guid id, Guid customerId, CancellationToken cancellationToken) =>
        db.Orders.Include(order => order.Lines).SingleOrDefaultAsync(order => order.Id == id && order.CustomerId == customerId, cancellationToken);

    /// <summary>A customer's orders, or everybody's, newest first, before the one with the given id.</summary>
    public async Task<IReadOnlyList<Order>> ListAsync(Guid? customerId, Guid? before, int take, CancellationToken cancellationToken)
    {
        // Walks the index (tenant_id, customer_id, id) backwards, or the primary key (tenant_id, id).
        IQueryable<Order> orders = db.Orders.AsNoTracking().Include(order => order.Lines);
        if (customerId is { } customer)
        {
            orders = orders.Where(order => order.CustomerId == customer);
        }

        if (before is { } id)
        {
            orders = orders.Where(order => order.Id < id);
        }

        return await orders.OrderByDescending(order => order.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>The orders that were confirmed in a range of time. Walks the index (tenant_id, confirmed_at, id).</summary>
    public async Task<IReadOnlyList<Order>> ListSalesAsync(ListSales request, CancellationToken cancellationToken)
    {
        var (from, until) = (request.From.ToUniversalTime(), request.Until.ToUniversalTime());
        return await db.Orders.AsNoTracking()
            .Where(order => order.ConfirmedAt >= from && order.ConfirmedAt < until && (order.ConfirmedAt > from || order.Id > request.After))
            .OrderBy(order => order.ConfirmedAt).ThenBy(order => order.Id)
            .Take(request.Limit).ToListAsync(cancellationToken);
    }

    /// <summary>Adds an order with the next <see cref="SaveAsync"/>.</summary>
    public void Add(Order order) => db.Add(order);

    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);
}

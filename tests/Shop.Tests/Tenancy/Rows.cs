using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Roost;

namespace Shop.Tests.Tenancy;

/// <summary>What EF can do with rows of a type that is internal to its module.</summary>
internal static class Rows
{
    public static Task<int> CountAsync(DbContext db, Type type) => InvokeAsync(nameof(CountOfAsync), type, db);

    /// <summary>Tries to delete the rows of a tenant.</summary>
    public static Task<int> DeleteAsync(DbContext db, Type type, TenantId tenant) => InvokeAsync(nameof(DeleteOfAsync), type, db, tenant.Value);

    /// <summary>Tries to make the rows of a tenant another's.</summary>
    public static Task<int> TakeAsync(DbContext db, Type type, TenantId from, TenantId to) => InvokeAsync(nameof(TakeOfAsync), type, db, from.Value, to.Value);

    private static Task<int> InvokeAsync(string method, Type type, params object[] arguments) =>
        (Task<int>)typeof(Rows).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, arguments)!;

    private static Task<int> CountOfAsync<TEntity>(DbContext db)
        where TEntity : class => db.Set<TEntity>().IgnoreQueryFilters().CountAsync();

    private static Task<int> DeleteOfAsync<TEntity>(DbContext db, Guid tenant)
        where TEntity : class => db.Set<TEntity>().IgnoreQueryFilters().Where(row => EF.Property<Guid>(row, "TenantId") == tenant).ExecuteDeleteAsync();

    private static Task<int> TakeOfAsync<TEntity>(DbContext db, Guid from, Guid to)
        where TEntity : class => db.Set<TEntity>().IgnoreQueryFilters().Where(row => EF.Property<Guid>(row, "TenantId") == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => EF.Property<Guid>(row, "TenantId"), to));
}

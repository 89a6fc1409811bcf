using Roost;
using Roost.Hosting.Commands;
using Roost.Operations;
using Shop.Auth.Contracts;
using Shop.Tenants.Contracts;

namespace Shop.Host.Demo;

/// <summary>Opens a demo shop as a merchant would, by the modules' contracts; what is there already stays as it is.</summary>
internal sealed class DemoShops(IOperations operations)
{
    private const string Correlation = "seed";

    public async Task<IReadOnlyList<DemoSignIn>> OpenAsync(DemoShop shop, CancellationToken cancellationToken)
    {
        DemoSignIn[] signIns = [DemoSignIn.For(shop, Roles.Owner), DemoSignIn.For(shop, Roles.Staff), DemoSignIn.For(shop, Roles.Customer)];
        var tenant = await FindOrOpenAsync(shop, signIns[0], cancellationToken);
        var context = new CallContext(new TenantId(tenant.Id), Principal.System, Correlation);
        foreach (var signIn in signIns[1..])
        {
            await RegisterAsync(context, signIn, cancellationToken);
        }

        foreach (var data in await operations.RunAsync(context, (services, _) => Task.FromResult(InOrder(services)), cancellationToken))
        {
            // Each in an operation of its own, as its module works in production.
            await operations.RunAsync(
                context,
                async (services, stop) =>
                {
                    await services.GetServices<IDemoData>().Single(one => one.GetType() == data).AddAsync(shop, stop);
                    return Result.Success;
                },
                cancellationToken);
        }

        return signIns;
    }

    private static IReadOnlyList<Type> InOrder(IServiceProvider services) =>
        [.. services.GetServices<IDemoData>().OrderBy(data => data.Order).Select(data => data.GetType())];

    private Task<TenantSnapshot> FindOrOpenAsync(DemoShop shop, DemoSignIn owner, CancellationToken cancellationToken) => operations.RunAsync(
        new CallContext(Tenant: null, Principal.System, Correlation),
        async (services, stop) =>
        {
            var tenants = services.GetRequiredService<ITenants>();
            var found = await tenants.FindAsync(new(shop.Slug), stop);
            if (!found.IsSuccess)
            {
                found = await tenants.OpenAsync(new(Guid.CreateVersion7(), shop.Slug, shop.Name, owner.Email, owner.Password), stop);
            }

            return found.IsSuccess ? found.Value : throw Refused($"Demo shop '{shop.Slug}'", found.Error);
        },
        cancellationToken);

    private Task<Result> RegisterAsync(CallContext context, DemoSignIn signIn, CancellationToken cancellationToken) => operations.RunAsync(
        context,
        async (services, stop) =>
        {
            if (services.GetService<IAuth>() is not { } auth)
            {
                // A host without accounts adds what its own modules have.
                return Result.Success;
            }

            var account = await auth.RegisterAsync(new(Guid.CreateVersion7(), signIn.Email, signIn.Password, $"Demo {signIn.Role}", signIn.Role), stop);
            return account.Error is null or { Code: "auth.email_taken" } ? Result.Success : throw Refused(signIn.Email, account.Error);
        },
        cancellationToken);

    private static HostCommandException Refused(string what, Error error) => new($"{what} could not be made: {error.Code}, {error.Message}");
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Roost.Contracts;
using Roost.Hosting.Commands;

namespace Shop.Host.Demo;

/// <summary>Opens the demo shops, or finds them open. The last line it prints is the sign-ins as JSON, which <c>roost up</c> reads.</summary>
internal sealed class SeedCommand(DemoShops shops, IHostEnvironment environment) : IHostCommand
{
    private static readonly DemoShop[] Shops = [new("acme", "Acme Outfitters", "EUR"), new("globex", "Globex Goods", "USD")];

    public string Name => "seed";

    public string Description => "Open two demo shops with products, stock and accounts to sign in with.";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment())
        {
            throw new HostCommandException(
                "Demo shops have passwords that everybody knows, so they are opened in development only. "
                + $"This is {environment.EnvironmentName}: set ASPNETCORE_ENVIRONMENT=Development, or use ./roost up.");
        }

        var signIns = new List<DemoSignIn>();
        foreach (var shop in Shops)
        {
            signIns.AddRange(await OpenAsync(shop, cancellationToken));
        }

        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { signIns }, JsonSerializerOptions.Web));
        return 0;
    }

    private async Task<IReadOnlyList<DemoSignIn>> OpenAsync(DemoShop shop, CancellationToken cancellationToken)
    {
        try
        {
            return await shops.OpenAsync(shop, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new HostCommandException($"Demo shop '{shop.Slug}' is being opened by another seed at the same time: let that one finish, then start again.", exception);
        }
        catch (Exception exception) when (exception is ContractFaultException or DbUpdateException or NpgsqlException)
        {
            throw new HostCommandException(
                $"Demo shop '{shop.Slug}' could not be opened: {exception.GetBaseException().Message} Is the database up and migrated?", exception);
        }
    }
}

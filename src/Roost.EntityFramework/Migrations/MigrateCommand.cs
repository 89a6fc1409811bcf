using Npgsql;
using Roost.Hosting.Commands;

namespace Roost.EntityFramework.Migrations;

internal sealed class MigrateCommand(ModuleMigrations migrations) : IHostCommand
{
    public string Name => "migrate";

    public string Description => "Bring the database up to date, as its owner.";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            await migrations.ApplyAsync(cancellationToken);
            return 0;
        }
        catch (NpgsqlException exception)
        {
            throw new HostCommandException($"The database could not be migrated: {exception.GetBaseException().Message}", exception);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is null)
        {
            throw new HostCommandException(exception.Message, exception);
        }
    }
}

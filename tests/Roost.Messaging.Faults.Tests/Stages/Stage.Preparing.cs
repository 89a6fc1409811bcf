using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Faults.Tests.Planted;
using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.TestWorker;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests.Stages;

internal sealed partial class Stage
{
    private static async Task PrepareAsync(Stage stage, Errand errand)
    {
        var settings = stage.Settings("api");
        settings["Roost:Postgres:Owner"] = stage.Database.Settings["Roost:Postgres:Owner"];
        await using (var host = LedgerHost.Build([], settings, services => services.AddSingleton<ModuleMigrations>()))
        {
            await host.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
        }

        await stage.LookAsync<int>($"{LedgerModule.Tables} GRANT USAGE ON SCHEMA ledger TO {RoostRoles.App}; GRANT SELECT, INSERT ON ledger.effects, ledger.voyages TO {RoostRoles.App}; {Oracle.Create}");
        if (stage._conditions.Bug is { } bug)
        {
            await stage.PlantAsync(bug);
        }

        await errand.AskAsync(await stage.AskingAsync());
        await stage.EndAsync();
    }

    private async Task PlantAsync(SqlBug bug)
    {
        if (bug.Tables.Length > 0)
        {
            await LookAsync<int>(bug.Tables);
        }

        foreach (var change in bug.Changes)
        {
            // Some have a former version beside them, with fewer arguments.
            var definition = await CountAsync<string>(
                "SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = 'roost'::regnamespace AND p.proname = @Function ORDER BY p.pronargs DESC LIMIT 1",
                new { change.Function });
            await LookAsync<int>(change.Apply(definition));
        }
    }
}

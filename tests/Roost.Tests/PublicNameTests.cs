using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Roost.Modules;

namespace Roost.Tests;

public sealed class PublicNameTests
{
    /// <summary>What a web project imports without a line of its own.</summary>
    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    [Fact]
    public void No_public_type_is_named_like_one_that_every_web_project_imports()
    {
        // The two folders of the shared frameworks.
        string[] frameworks = [Path.GetDirectoryName(typeof(object).Assembly.Location)!, Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!];
        var taken = frameworks
            .SelectMany(folder => Directory.GetFiles(folder, "System*.dll").Concat(Directory.GetFiles(folder, "Microsoft.*.dll")))
            .Where(file => !file.Contains(".Native.", StringComparison.Ordinal))
            .SelectMany(file => System.Reflection.Assembly.Load(Path.GetFileNameWithoutExtension(file)).GetExportedTypes())
            .Where(type => ImplicitUsings.Contains(type.Namespace))
            .Select(type => type.Name)
            .ToHashSet();
        taken.ShouldContain(nameof(IHost));

        var collisions = new[] { typeof(ModuleAttribute).Assembly, typeof(TenantId).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => taken.Contains(type.Name))
            .Select(type => $"{type.FullName}: its users would have to write the namespace each time; choose another name.");

        collisions.ShouldBeEmpty();
    }
}

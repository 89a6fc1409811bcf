using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Roost.EntityFramework.Contexts;

/// <summary>Tells a context the schema of its module.</summary>
internal sealed class ModuleSchemaExtension(string schema) : IDbContextOptionsExtension
{
    public string Schema { get; } = schema;

    public DbContextOptionsExtensionInfo Info => new ExtensionInfo(this);

    public void ApplyServices(IServiceCollection services)
    {
        // It only carries a name.
    }

    public void Validate(IDbContextOptions options)
    {
        // Any name is as good as another here; the kernel has checked the module's.
    }

    private sealed class ExtensionInfo(ModuleSchemaExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => $"schema={extension.Schema} ";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ExtensionInfo;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["Roost:Schema"] = extension.Schema;
    }
}

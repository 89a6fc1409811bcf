using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Roost.Edge.OpenApi;

/// <summary>The documents as JSON, each made once: the endpoints do not change while a host runs.</summary>
internal sealed class OpenApiTexts(IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> _texts = new();

    public Task<byte[]> GetAsync(string version) => _texts.GetOrAdd(version, _ => new(() => WriteAsync(version))).Value;

    private async Task<byte[]> WriteAsync(string version)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(version).GetOpenApiDocumentAsync();
        var tags = document.Paths.Values.SelectMany(path => path.Operations?.Values.SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>()) ?? [])
            .Select(tag => tag.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        document.Tags = tags.Select(tag => new OpenApiTag { Name = tag, Description = $"What the {tag} module offers." }).ToHashSet();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        return Encoding.UTF8.GetBytes(text);
    }
}

using System.Text;
using Roost.Hosting.Commands;
using Roost.Model;

namespace Roost.Edge.OpenApi;

/// <summary>Writes a document without starting anything: no server, no database, no hosted service.</summary>
internal sealed class OpenApiCommand(OpenApiTexts texts, ApplicationModel model) : IHostCommand
{
    public string Name => "openapi";

    public string Description => "Write the OpenAPI document: openapi [v1] [file].";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var version = arguments.Count > 0 ? arguments[0] : OpenApiDocuments.Versions(model)[0];
        if (!OpenApiDocuments.Versions(model).Contains(version))
        {
            throw new HostCommandException($"There is no version '{version}'. There is: {string.Join(", ", OpenApiDocuments.Versions(model))}.");
        }

        var text = await texts.GetAsync(version);
        if (arguments.Count > 1)
        {
            await File.WriteAllBytesAsync(arguments[1], text, cancellationToken);
        }
        else
        {
            await Console.Out.WriteLineAsync(Encoding.UTF8.GetString(text));
        }

        return 0;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Roost.Generators.Tests.Compiling;

/// <summary>The file that the compiler is handed beside the sources.</summary>
internal sealed class SagasFile(string text, string path = "sagas.txt") : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
}

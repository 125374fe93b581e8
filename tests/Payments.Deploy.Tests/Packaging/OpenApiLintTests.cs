using Payments.Testing;
using Payments.Testing.Gateway.Documents;

namespace Payments.Deploy.Tests.Packaging;

/// <summary>Other people's tools read the OpenAPI documents without complaint.</summary>
public sealed class OpenApiLintTests
{
    [Fact]
    public async Task Redoclys_linter_finds_nothing_in_the_documents()
    {
        var js = Path.Combine(Repository.Root, "tests/Support/js");
        var files = ApiDocument.All.Select(document => Path.Combine(Repository.Root, ApiDocument.Folder, $"{document.Name}.json"));
        var (code, output) = await Script.RunAsync("node", [Path.Combine(js, "node_modules/@redocly/cli/bin/cli.js"), "lint",
            "--config", Path.Combine(js, "redocly.yaml"), .. files],
            new Dictionary<string, string?> { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" });
        code.Should().Be(0, output);
    }
}

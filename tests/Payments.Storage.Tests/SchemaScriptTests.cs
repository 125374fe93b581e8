using System.Globalization;
using Payments.Testing;

namespace Payments.Storage.Tests;

public sealed class SchemaScriptTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Each_script_of_a_dialect_has_a_number_of_its_own(string dialect)
    {
        var schema = Path.Combine(Repository.Root, "src/Payments.Storage/Schema");
        var numbers = new[] { dialect, "common" }.SelectMany(folder => Directory.GetFiles(Path.Combine(schema, folder), "*.sql"))
            .Select(file => int.Parse(Path.GetFileName(file)[..4], CultureInfo.InvariantCulture)).ToArray();

        numbers.Should().NotBeEmpty().And.OnlyHaveUniqueItems("two changes that landed side by side would stop every start");
    }
}

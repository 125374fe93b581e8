using Payments.Providers.Common;

namespace Payments.Providers.Tests;

/// <summary>Whom the providers may know.</summary>
public sealed class AssemblyTests
{
    [Fact]
    public void Providers_know_the_domain_and_neither_grains_nor_web_servers()
    {
        var names = typeof(IPaymentProvider).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToArray();

        names.Where(name => name.StartsWith("Payments.", StringComparison.Ordinal)).Should().Equal("Payments.Domain");
        names.Where(name => name.StartsWith("Orleans", StringComparison.Ordinal)).Should()
            .OnlyContain(name => name.StartsWith("Orleans.Serialization", StringComparison.Ordinal), "the domain's attributes are theirs");
        names.Should().NotContain(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }
}

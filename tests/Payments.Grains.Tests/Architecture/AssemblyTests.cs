using System.Reflection;

namespace Payments.Grains.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public sealed class AssemblyTests
{
    private static readonly Assembly Host = typeof(Payments.Host.GatewayApplication).Assembly;

    private static IReadOnlyList<Assembly> Ours { get; } = Reached(Host);

    [Fact]
    public void The_domain_knows_the_serialization_attributes_and_nothing_else() =>
        NamesOf(Product.Domain).Where(name => !IsFramework(name)).Should().OnlyContain(name => name.StartsWith("Orleans.Serialization", StringComparison.Ordinal));

    /// <summary>Addresses and networks (<c>System.Net.Primitives</c>) are values; what opens a connection is in other assemblies.</summary>
    [Fact]
    public void The_domain_does_no_IO() =>
        NamesOf(Product.Domain).Should().NotContain(name =>
            (name.StartsWith("System.Net", StringComparison.Ordinal) && name != "System.Net.Primitives") ||
            name.StartsWith("System.IO", StringComparison.Ordinal) || name.StartsWith("System.Data", StringComparison.Ordinal) ||
            name.StartsWith("Microsoft.", StringComparison.Ordinal));

    [Fact]
    public void Contracts_know_the_domain_only() =>
        NamesOf(Product.Contracts).Where(name => name.StartsWith("Payments.", StringComparison.Ordinal)).Should().Equal("Payments.Domain");

    [Fact]
    public void Faces_know_grains_by_their_contracts_only() =>
        Ours.Where(assembly => assembly.GetName().Name == "Payments.Http").SelectMany(NamesOf).Should().NotContain("Payments.Grains");

    [Fact]
    public void Nothing_of_ours_passes_for_a_part_of_Orleans()
    {
        // Orleans trusts such assemblies when it reads messages, and its dashboard hides their grains.
        var names = Ours.Select(assembly => assembly.GetName().Name!).ToArray();
        names.Should().Contain(["Payments.Domain", "Payments.Contracts", "Payments.Grains", "Payments.Storage", "Payments.Http"]);
        names.Should().NotContain(name => name.Contains("Orleans", StringComparison.OrdinalIgnoreCase));
        // The compiler gives the class around top-level statements no namespace.
        foreach (var assembly in Ours)
            Product.Written(assembly).Where(type => type.IsPublic && type.Name != "Program" && type.Namespace?.StartsWith("Payments.", StringComparison.Ordinal) != true)
                .Should().BeEmpty($"all of {assembly.GetName().Name} is in Payments.*");
    }

    private static string[] NamesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    private static bool IsFramework(string name) => name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib";

    private static List<Assembly> Reached(Assembly root)
    {
        var found = new List<Assembly> { root };
        for (var i = 0; i < found.Count; i++)
            foreach (var name in found[i].GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Payments.", StringComparison.Ordinal) && found.All(other => other.GetName().Name != name.Name)))
                found.Add(Assembly.Load(name));
        return found;
    }
}

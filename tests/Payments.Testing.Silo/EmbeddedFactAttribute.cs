using Xunit;

namespace Payments.Testing.Silo;

/// <summary>What only the embedded runtime promises, or only it can show on a virtual clock. On the cluster edition the test is reported as skipped, with the reason; the product does not rely on it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedFactAttribute : FactAttribute
{
    /// <summary>Orleans collects idle activations by the machine's clock, whatever clock its services have.</summary>
    public const string MachineClock = "Orleans collects idle activations by the machine's clock, which a test cannot move.";

    /// <summary>Says what Orleans does instead.</summary>
    public EmbeddedFactAttribute(string orleansInstead)
    {
        if (TestRuntime.IsCluster) Skip = orleansInstead;
    }
}

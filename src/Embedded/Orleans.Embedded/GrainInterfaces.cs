namespace Orleans
{
    /// <summary>Anything that a grain reference can stand for.</summary>
    public interface IAddressable;

    /// <summary>Marks a grain interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>Marks a grain interface whose key is a text.</summary>
    public interface IGrainWithStringKey : IGrain;
}

namespace Orleans.Concurrency
{
    /// <summary>The method may run between the turns of any other.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>The method does not change the grain's state and may run beside other read-only ones.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;
}

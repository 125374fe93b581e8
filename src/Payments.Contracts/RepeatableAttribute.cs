namespace Payments.Contracts;

/// <summary>Says of a grain's method that calling it again with the same arguments changes nothing more and answers alike, so that a call whose answer was lost may be repeated.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;

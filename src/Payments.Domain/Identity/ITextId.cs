namespace Payments.Domain.Identity;

/// <summary>An id whose whole content is one text: it is stored, signed and shown as that text.</summary>
public interface ITextId<TSelf> where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The text itself.</summary>
    string Value { get; }

    /// <summary>Takes a text that is already in canonical form, for example from a stored row.</summary>
    static abstract TSelf From(string value);
}

namespace Payments.Domain.Signatures.Clinic;

/// <summary>A way to sign.</summary>
/// <param name="Name">Which.</param>
/// <param name="IsAccepted">Whether the gateway accepts it.</param>
/// <param name="Text">The text that is signed, for a secret.</param>
/// <param name="Sign">The signature over that text, with the secret for those that need it as a key.</param>
internal sealed record SigningRecipe(string Name, bool IsAccepted, Func<string, string> Text, Func<string, string, string> Sign);

namespace Payments.Domain.Settings;

/// <summary>A setting that cannot work. The text is one line that names it and says what was expected; it never holds a secret.</summary>
public sealed class SettingException(string message, Exception? inner = null) : InvalidOperationException(message, inner);

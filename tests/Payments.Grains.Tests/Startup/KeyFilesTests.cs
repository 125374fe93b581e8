using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Host.Configuration;

namespace Payments.Grains.Tests.Startup;

public sealed class KeyFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("payments-keys-").FullName, "data");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    private string File(string name) => Path.Combine(folder, name);

    [Fact]
    public void The_first_start_makes_both_keys_for_their_owner_only()
    {
        var keys = KeyFiles.Open(folder, null, "");

        MasterKeyRing.Parse(keys.MasterKey).Current.Id.Should().HaveLength(8);
        keys.AdminKey.Should().MatchRegex("^adm_[0-9a-f]{48}$");
        System.IO.File.ReadAllText(File(KeyFiles.MasterFile)).Should().Be(keys.MasterKey);
        if (!OperatingSystem.IsWindows())
            foreach (var name in new[] { KeyFiles.AdminFile, KeyFiles.MasterFile }) System.IO.File.GetUnixFileMode(File(name)).Should().Be(OwnerOnly);
        Directory.GetFiles(folder).Should().HaveCount(2, "no draft is left");
    }

    [Fact]
    public void Later_starts_take_the_same_keys()
    {
        var first = KeyFiles.Open(folder, null, null);
        var second = KeyFiles.Open(folder, null, null);
        (second.AdminKey, second.MasterKey).Should().Be((first.AdminKey, first.MasterKey));
    }

    [Fact]
    public void Only_a_fresh_admin_key_is_shown_and_only_once()
    {
        var (shown, later, configured) = (new StringWriter(), new StringWriter(), new StringWriter());
        var keys = KeyFiles.Open(folder, null, null);
        keys.ShowFresh(shown);
        keys.ShowFresh(shown);
        KeyFiles.Open(folder, null, null).ShowFresh(later);
        KeyFiles.Open(folder, "given by somebody", null).ShowFresh(configured);

        shown.ToString().Split(keys.AdminKey).Should().HaveCount(2);
        shown.ToString().Should().NotContain(keys.MasterKey);
        (later.ToString() + configured).Should().BeEmpty();
    }

    [Fact]
    public void The_configuration_goes_before_the_files_and_makes_none()
    {
        var keys = KeyFiles.Open(folder, " sixteen letters. ", " master ");
        (keys.AdminKey, keys.MasterKey).Should().Be(("sixteen letters.", "master"));
        Directory.GetFiles(folder).Should().BeEmpty();
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_can_reach_is_refused_in_words(UnixFileMode leak)
    {
        if (OperatingSystem.IsWindows()) return;
        KeyFiles.Open(folder, null, null);
        System.IO.File.SetUnixFileMode(File(KeyFiles.MasterFile), OwnerOnly | leak);
        FluentActions.Invoking(() => KeyFiles.Open(folder, null, null)).Should().Throw<SettingException>().WithMessage("*master.key*chmod 600*");
    }

    [Fact]
    public void An_empty_key_file_is_no_key()
    {
        KeyFiles.Open(folder, null, null);
        System.IO.File.WriteAllText(File(KeyFiles.AdminFile), "\n");
        FluentActions.Invoking(() => KeyFiles.Open(folder, null, null)).Should().Throw<SettingException>().WithMessage("*admin.key is empty*");
    }

    [Fact]
    public void Processes_that_start_at_once_have_the_same_keys()
    {
        for (var round = 0; round < 20; round++)
        {
            var one = Path.Combine(folder, $"{round}");
            var keys = new KeyFiles[8];
            using var barrier = new Barrier(keys.Length);
            var threads = Enumerable.Range(0, keys.Length).Select(i => new Thread(() =>
            {
                barrier.SignalAndWait();
                keys[i] = KeyFiles.Open(one, null, null);
            })).ToArray();
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();

            keys.Select(key => (key.AdminKey, key.MasterKey)).Distinct().Should().ContainSingle();
            Directory.GetFiles(one).Should().HaveCount(2);
        }
    }
}

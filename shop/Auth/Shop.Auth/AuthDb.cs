using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Auth.Accounts;
using Shop.Auth.Devices;
using Shop.Auth.Sessions;

namespace Shop.Auth;

internal sealed class AuthDb(DbContextOptions<AuthDb> options) : ModuleDbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SessionToken> Tokens => Set<SessionToken>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.Email).HasMaxLength(254);
            account.Property(a => a.PasswordHash).HasMaxLength(256);
            account.Property(a => a.Role).HasMaxLength(16);
            account.HasIndex(a => a.Email).IsUnique();
        });
        model.Entity<Device>(device =>
        {
            device.HasKey(d => d.Hash);
            device.Property(d => d.Hash).ValueGeneratedNever();
            device.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId);
        });
        model.Entity<Session>(session =>
        {
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
            session.HasMany<SessionToken>().WithOne().HasForeignKey(t => t.SessionId);
        });
        model.Entity<SessionToken>(token =>
        {
            token.ToTable("session_tokens");
            token.HasKey(t => t.Hash);
            token.Property(t => t.Hash).ValueGeneratedNever();
        });
    }
}
